import type { GivenFile } from './table-file.ts';

/** A file made of text or bytes, handed out in small chunks. */
export function fileOf(name: string, content: string | Uint8Array, chunkBytes = 7): GivenFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}
