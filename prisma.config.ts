import { defineConfig } from 'prisma/config';

// `generate`, `validate` and `format` never use the native schema engine, but the command line asks for it and would
// try to download it. Any existing file satisfies the check; migrations run on the WebAssembly engine instead.
if (['generate', 'validate', 'format'].some((command) => process.argv.includes(command))) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
}

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
