import { Type } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';
import { MayBeAbsent } from './validators.js';

export const MAXIMUM_PAGE = 200;
export const DEFAULT_PAGE = 50;

/** Which part of a list: `nextCursor` of one page is the `cursor` of the next. */
export class PageQuery {
  @ApiPropertyOptional({ description: 'Where the page before ended (`nextCursor`)', type: String })
  @MayBeAbsent()
  @Length(1, 500, { message: 'was not issued by this server' })
  @IsString({ message: 'must be given once' })
  cursor?: string;

  @ApiPropertyOptional({
    description: 'Entries of a page',
    type: 'integer',
    minimum: 1,
    maximum: MAXIMUM_PAGE,
    default: DEFAULT_PAGE,
  })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt({ message: `must be a whole number from 1 to ${MAXIMUM_PAGE}` })
  @Min(1)
  @Max(MAXIMUM_PAGE)
  limit?: number;
}

export function pageOf(query: PageQuery): { cursor?: string; limit: number } {
  return { ...(query.cursor === undefined ? {} : { cursor: query.cursor }), limit: query.limit ?? DEFAULT_PAGE };
}
