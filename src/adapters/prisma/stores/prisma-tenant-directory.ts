import { Injectable } from '@nestjs/common';
import { AccessStore } from '../../../negotiations/ports/access-store.js';
import { TenantDirectory } from '../../../turn/ports/tenant-directory.js';

/** Tenants change so seldom that a process may remember them. */
const CACHE_SIZE = 10_000;

@Injectable()
export class PrismaTenantDirectory extends TenantDirectory {
  private readonly names = new Map<string, string>();

  constructor(private readonly access: AccessStore) {
    super();
  }

  async otaName(tenantId: string): Promise<string> {
    const known = this.names.get(tenantId);
    if (known !== undefined) return known;
    const name = await this.access.otaName(tenantId);
    if (this.names.size >= CACHE_SIZE) this.names.clear();
    this.names.set(tenantId, name);
    return name;
  }

  concessionSecret(): Promise<Buffer> {
    return this.access.secret('concession');
  }
}
