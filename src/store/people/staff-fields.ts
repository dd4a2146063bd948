import { factKinds } from '#core/facts/registry.ts';

/** The fields that may name an employee. */
export const STAFF_FIELDS: string[] = [
  ...new Set(
    factKinds.flatMap((kind) =>
      Object.entries(kind.fields)
        .filter(([, field]) => field.personal?.whose === 'staff')
        .map(([name]) => name),
    ),
  ),
];
