/** Changes whenever a context is written differently: models read only what they were trained on. */
export const SERIALISER_VERSION = 'transcript-2';
