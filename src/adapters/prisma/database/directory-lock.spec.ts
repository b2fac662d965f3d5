import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryInUseError, lockDirectory } from './directory-lock.js';

describe('the lock of a data directory', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'parley-lock-')), 'database');
    file = `${directory}.lock`;
  });
  afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

  it('is a file with our process id that only we may read, and is gone when it is given back', () => {
    const unlock = lockDirectory(directory);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    unlock();
    expect(existsSync(file)).toBe(false);
  });

  it('keeps a second process out, and says who has it', () => {
    writeFileSync(file, String(process.ppid));
    let thrown: unknown;
    try {
      lockDirectory(directory);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DirectoryInUseError);
    expect(thrown).toMatchObject({ directory, pid: process.ppid, message: expect.stringContaining('DATA_DIR') });
    expect(readFileSync(file, 'utf8')).toBe(String(process.ppid));
  });

  it.each([
    ['a process that is dead', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
    ['an earlier process with our id', () => String(process.pid)],
    ['a process that died before it wrote its id', () => ''],
    ['nobody', () => 'not a number'],
  ])('is taken over from %s', (_, holder) => {
    writeFileSync(file, holder());
    const unlock = lockDirectory(directory);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    unlock();
  });
});
