/** What the turn needs to know about a tenant and this installation. */
export abstract class TenantDirectory {
  /** Name of the OTA as partners know it. */
  abstract otaName(tenantId: string): Promise<string>;
  /** Secret that keys the jitter of concessions. */
  abstract concessionSecret(): Promise<Buffer>;
}
