import { Injectable } from '@nestjs/common';
import { type GuardrailMode } from '../../../domain/guardrails/guardrail.js';
import {
  type DraftingChange,
  type DraftingState,
  SettingsStore,
  type SopVersionView,
} from '../../../negotiations/ports/settings-store.js';
import { PrismaDatabase } from '../prisma-database.js';
import { isUniqueViolation } from '../prisma-errors.js';

@Injectable()
export class PrismaSettingsStore extends SettingsStore {
  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async guardrailModes(tenantId: string): Promise<Record<string, { mode: GuardrailMode; changedAt: string; changedBy: string }>> {
    const rows = await this.database.client.guardrailSetting.findMany({ where: { tenantId } });
    return Object.fromEntries(
      rows.map((row) => [
        row.guardrail,
        { mode: row.mode as GuardrailMode, changedAt: row.changedAt.toISOString(), changedBy: row.changedBy },
      ]),
    );
  }

  async setGuardrailMode(tenantId: string, guardrail: string, mode: GuardrailMode, by: string, at: Date): Promise<void> {
    const data = { mode, changedAt: at, changedBy: by };
    await this.database.client.guardrailSetting.upsert({
      where: { tenantId_guardrail: { tenantId, guardrail } },
      create: { tenantId, guardrail, ...data },
      update: data,
    });
  }

  async drafting(tenantId: string): Promise<DraftingState> {
    const row = await this.database.client.draftingSetting.findUnique({ where: { tenantId } });
    if (!row) return { overrides: {} };
    const { candidates, temperature, maximumDeductions, exploration, arm, policyModel, changedAt, changedBy } = row;
    return {
      overrides: {
        ...(candidates === null ? {} : { candidates }),
        ...(temperature === null ? {} : { temperature }),
        ...(maximumDeductions === null ? {} : { maximumDeductions }),
        ...(exploration === null ? {} : { exploration }),
        ...(arm === null ? {} : { arm }),
        ...(policyModel === null ? {} : { policyModel }),
      },
      changedAt: changedAt.toISOString(),
      changedBy,
    };
  }

  async changeDrafting(tenantId: string, change: DraftingChange, by: string, at: Date): Promise<void> {
    const data = { ...change, changedAt: at, changedBy: by };
    await this.database.client.draftingSetting.upsert({ where: { tenantId }, create: { tenantId, ...data }, update: data });
  }

  async sopVersions(tenantId: string, sopId?: string): Promise<SopVersionView[]> {
    const where = { tenantId, ...(sopId === undefined ? {} : { sopId }) };
    const [versions, active] = await Promise.all([
      this.database.client.sopVersion.findMany({
        where,
        orderBy: [{ sopId: 'asc' }, { version: 'asc' }],
        select: { sopId: true, version: true, publishedAt: true, publishedBy: true },
      }),
      this.database.client.activeSop.findMany({ where }),
    ]);
    const activeVersion = new Map(active.map((row) => [row.sopId, row.version]));
    return versions.map((row) => ({
      id: row.sopId,
      version: row.version,
      publishedAt: row.publishedAt.toISOString(),
      publishedBy: row.publishedBy,
      active: activeVersion.get(row.sopId) === row.version,
    }));
  }

  async sopYaml(tenantId: string, sopId: string, version: number): Promise<string | null> {
    const row = await this.database.client.sopVersion.findUnique({
      where: { tenantId_sopId_version: { tenantId, sopId, version } },
    });
    return row?.yaml ?? null;
  }

  async activeSop(tenantId: string, sopId: string): Promise<number | null> {
    const row = await this.database.client.activeSop.findUnique({ where: { tenantId_sopId: { tenantId, sopId } } });
    return row?.version ?? null;
  }

  async publishSop(tenantId: string, sopId: string, version: number, yaml: string, by: string, at: Date): Promise<boolean> {
    try {
      await this.database.client.$transaction([
        this.database.client.sopVersion.create({ data: { tenantId, sopId, version, yaml, publishedBy: by, publishedAt: at } }),
        this.activation(tenantId, sopId, version),
      ]);
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  async activateSop(tenantId: string, sopId: string, version: number): Promise<void> {
    await this.activation(tenantId, sopId, version);
  }

  private activation(tenantId: string, sopId: string, version: number) {
    return this.database.client.activeSop.upsert({
      where: { tenantId_sopId: { tenantId, sopId } },
      create: { tenantId, sopId, version },
      update: { version },
    });
  }
}
