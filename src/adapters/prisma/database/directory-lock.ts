import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';

/** The data directory is used by another process. */
export class DirectoryInUseError extends Error {
  constructor(
    readonly directory: string,
    readonly pid: number,
  ) {
    super(`${directory} is in use by process ${pid}. Stop it, or set DATA_DIR to another directory.`);
    this.name = 'DirectoryInUseError';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes `<directory>.lock` with this process's id in it. PGlite does not stop a second process from opening the same
 * directory, and two writers lose committed rows. A lock left by a dead process is taken over.
 */
export function lockDirectory(directory: string): () => void {
  const file = `${directory}.lock`;
  for (let attempt = 0; ; attempt++) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return () => unlinkSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      const pid = Number(readFileSync(file, 'utf8'));
      // A restarted container often has the same pid as the process that left the lock.
      if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid)) throw new DirectoryInUseError(directory, pid);
      unlinkSync(file);
    }
  }
}
