import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const mebibyte = 1024 * 1024;

export interface ClusterSettings {
  readonly listenOn: readonly string[];
  readonly socketDir: string | null;
  readonly port: number;
  /** Only a throw-away cluster may do without; a store for money never. */
  readonly durable: boolean;
}

/** The whole configuration file of the private PostgreSQL. `ALTER SYSTEM` by an operator still overrides it. */
export function configurationFile(settings: ClusterSettings): string {
  const memoryBytes = memoryForUs();
  const lines: readonly (readonly [string, string])[] = [
    ['listen_addresses', settings.listenOn.join(',')],
    ['unix_socket_directories', settings.socketDir ?? ''],
    ['unix_socket_permissions', '0700'],
    ['port', String(settings.port)],
    ['max_connections', '100'],
    ['shared_buffers', `${sharedBuffersMebibytes(memoryBytes)}MB`],
    ['effective_cache_size', `${Math.max(256, Math.floor(memoryBytes / mebibyte / 2))}MB`],
    ['work_mem', '16MB'],
    ['maintenance_work_mem', memoryBytes >= 4096 * mebibyte ? '256MB' : '64MB'],
    ['dynamic_shared_memory_type', dynamicSharedMemory()],
    ['random_page_cost', '1.1'],
    ['jit', 'off'],
    ['fsync', settings.durable ? 'on' : 'off'],
    ['synchronous_commit', settings.durable ? 'on' : 'off'],
    ['full_page_writes', settings.durable ? 'on' : 'off'],
    ['wal_compression', 'on'],
    ['max_wal_size', '3GB'],
    ['min_wal_size', '256MB'],
    ['checkpoint_timeout', '15min'],
    ['checkpoint_completion_target', '0.9'],
    ['timezone', 'UTC'],
    ['log_timezone', 'UTC'],
    ['datestyle', 'iso, ymd'],
    ['default_text_search_config', 'pg_catalog.simple'],
    ['log_line_prefix', '%m [%p] %q%u@%d '],
    ['log_checkpoints', 'off'],
  ];
  const quoted = lines.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written anew at every start; changes belong into ALTER SYSTEM.\n${quoted.join('\n')}\n`;
}

function sharedBuffersMebibytes(memoryBytes: number): number {
  if (memoryBytes < 2048 * mebibyte) return 128;
  return memoryBytes < 8192 * mebibyte ? 256 : 512;
}

function memoryForUs(): number {
  const limitBytes = process.constrainedMemory();
  return limitBytes > 0 ? Math.min(limitBytes, totalmem()) : totalmem();
}

/** Containers often have 64 MB of /dev/shm, on which a parallel query fails; then files in the cluster carry the shared memory. */
function dynamicSharedMemory(): string {
  if (process.platform === 'win32') return 'windows';
  if (process.platform !== 'linux') return 'posix';
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks >= 256 * mebibyte ? 'posix' : 'mmap';
  } catch {
    return 'mmap';
  }
}
