import { IsBoolean, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

/** Largest sequence number a client may name: that of a 32-bit integer column. */
const MAXIMUM_SEQ = 2_147_483_647;
export const MAXIMUM_HISTORY = 200;
export const DEFAULT_HISTORY = 50;

/** Ids travel to a text column and into logs: no control characters, no unpaired surrogates. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;

export class SendMessage {
  @Matches(PRINTABLE, { message: 'must hold printable characters only' })
  @Length(1, 128)
  @IsString()
  clientMessageId!: string;

  /** Length and emptiness are the inbox's to judge, the same for every channel. */
  @IsString()
  text!: string;
}

export class ReadHistory {
  @Max(MAXIMUM_SEQ)
  @Min(0)
  @IsInt()
  afterSeq!: number;

  @IsOptional()
  @Max(MAXIMUM_HISTORY)
  @Min(1)
  @IsInt()
  limit?: number;
}

export class Typing {
  @IsBoolean()
  active!: boolean;
}

export class MarkRead {
  @Max(MAXIMUM_SEQ)
  @Min(0)
  @IsInt()
  seq!: number;
}

export class AnswerTerms {
  @Matches(PRINTABLE, { message: 'must hold printable characters only' })
  @Length(1, 128)
  @IsString()
  termsId!: string;

  @IsBoolean()
  accept!: boolean;
}
