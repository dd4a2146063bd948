import { type DefaultError, type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Waiting } from './notes.tsx';
import { ErrorNote } from './refusal-note.tsx';

interface AnsweredProps<T, K extends QueryKey> {
  readonly of: UseQueryOptions<T, DefaultError, T, K>;
  readonly lines?: number;
  readonly children: (answer: T) => ReactNode;
}

/** Asks and shows the answer; until then the waiting lines, and a refusal in its place: no page forgets one of the three. */
export function Answered<T, K extends QueryKey>(props: AnsweredProps<T, K>) {
  const query = useQuery(props.of);
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <ErrorNote error={query.error} retry={() => void query.refetch()} />;
  return <Waiting {...(props.lines === undefined ? {} : { lines: props.lines })} />;
}
