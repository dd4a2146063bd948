/** The private PostgreSQL cannot be had; the message says why and what to do, in words for the person who operates the machine. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
