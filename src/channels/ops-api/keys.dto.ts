import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMinSize, IsArray, IsIn } from 'class-validator';
import { SCOPES, type Scope } from '../../negotiations/ports/access-store.js';
import { IsLine, IsTimestamp, MayBeAbsent } from '../common/validators.js';

export class CreateKeyDto {
  @ApiProperty({ example: 'Ines', description: 'Who or what uses it; a key for ops names one person' })
  @IsLine()
  name!: string;

  @ApiProperty({ enum: SCOPES, isArray: true, example: ['ops:read', 'ops:write'] })
  @IsIn(SCOPES, { each: true, message: `must be of ${SCOPES.join(', ')}` })
  @ArrayMinSize(1, { message: 'must have an entry' })
  @IsArray({ message: 'must be a list' })
  scopes!: Scope[];

  @ApiPropertyOptional({ format: 'date-time', example: '2027-06-30T00:00:00Z', description: 'Absent: it does not run out' })
  @MayBeAbsent()
  @IsTimestamp()
  expiresAt?: string;
}

export class KeyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'Ines' }) name!: string;
  @ApiProperty({ enum: SCOPES, isArray: true }) scopes!: Scope[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) expiresAt?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'To the minute; absent: never' }) lastUsedAt?: string;
  @ApiPropertyOptional({ format: 'date-time' }) revokedAt?: string;
}

export class CreatedKeyView extends KeyView {
  @ApiProperty({ example: 'parley_…', description: 'Shown once' }) key!: string;
}

export class KeyPage {
  @ApiProperty({ type: [KeyView] }) items!: KeyView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
