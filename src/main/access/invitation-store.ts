import type { Pool } from 'pg';
import { present } from '#core/kernel/assert.ts';
import type { Invitation, Invitations } from '#usecases/access-ports.ts';

interface InvitationRow extends Omit<Invitation, 'createdAt' | 'expiresAt'> {
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const COLUMNS = `id, workspace_id as workspace, email, role, party, agreements, created_by as "createdBy", created_at as "createdAt",
  expires_at as "expiresAt"`;
const OPEN = 'used_at is null and revoked_at is null and expires_at > now()';

export function invitationsIn(pool: Pool): Invitations {
  return {
    async save({ workspace, id, tokenHash, email, role, party, agreements, createdBy, expiresAt }) {
      const { rows } = await pool.query<InvitationRow>(
        `insert into auth.invitation (workspace_id, id, token_hash, email, role, party, agreements, created_by, expires_at)
         values ($1, $2, $3, lower($4), $5, $6, $7, $8, $9) returning ${COLUMNS}`,
        [workspace, id, tokenHash, email, role, party, agreements, createdBy, expiresAt],
      );
      return invitationOf(present(rows[0], 'the invitation'));
    },
    async open(workspace) {
      const { rows } = await pool.query<InvitationRow>(
        `select ${COLUMNS} from auth.invitation where workspace_id = $1 and ${OPEN} order by created_at`,
        [workspace],
      );
      return rows.map(invitationOf);
    },
    async findByTokenHash(tokenHash) {
      const { rows } = await pool.query<InvitationRow>(`select ${COLUMNS} from auth.invitation where token_hash = $1 and ${OPEN}`, [
        tokenHash,
      ]);
      return rows[0] && invitationOf(rows[0]);
    },
    async use(tokenHash) {
      const { rows } = await pool.query<InvitationRow>(
        `update auth.invitation set used_at = now() where token_hash = $1 and ${OPEN} returning ${COLUMNS}`,
        [tokenHash],
      );
      return rows[0] && invitationOf(rows[0]);
    },
    async revoke(workspace, id) {
      const { rowCount } = await pool.query(
        `update auth.invitation set revoked_at = now() where workspace_id = $1 and id::text = $2 and ${OPEN}`,
        [workspace, id],
      );
      return rowCount === 1;
    },
  };
}

function invitationOf(row: InvitationRow): Invitation {
  return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}
