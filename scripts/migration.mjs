// Writes the SQL by which schema.prisma is ahead of the migrations: `npm run build && npm run migration -- add_something`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Migrator } from '../dist/adapters/prisma/database/migrator.js';
import { EmbeddedEngine } from '../dist/adapters/prisma/database/embedded-engine.js';
import { embeddedPool } from '../dist/adapters/prisma/database/embedded-pool.js';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run migration -- name_in_snake_case');
  process.exit(1);
}
const pool = embeddedPool(new EmbeddedEngine({}), 1);
const migrator = await Migrator.open(pool, 'prisma/schema.prisma', 'prisma/migrations');
const sql = await migrator.drift();
if (!sql.trim()) {
  console.log('The migrations already build the schema.');
  process.exit(0);
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const directory = `prisma/migrations/${stamp}_${name}`;
mkdirSync(directory, { recursive: true });
writeFileSync(`${directory}/migration.sql`, sql);
console.log(`${directory}/migration.sql`);
process.exit(0);
