import { Injectable } from '@nestjs/common';

/** How partners and backends reach this server, where it is configured; else the address that a caller used. */
@Injectable()
export class PublicAddress {
  private announced: string | null = null;

  announce(baseUrl: string): void {
    this.announced = baseUrl.replace(/\/+$/, '');
  }

  /** The token is in the fragment, which browsers do not send: it gets into no access log. */
  chatUrl(token: string, calledAt: string): string {
    return `${this.announced ?? calledAt}/chat#token=${token}`;
  }
}
