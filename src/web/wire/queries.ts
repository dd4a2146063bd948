import { QueryClient } from '@tanstack/react-query';
import { RefusedAnswer } from './asking.ts';

/** Refusals are answers and are not asked again; only a silent server is. */
export const queries = new QueryClient({
  // The server may run on this very machine, and recomputing needs none: whether the browser thinks it is online decides nothing.
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 1 && error instanceof RefusedAnswer && error.refusal.code === 'server.unreachable',
      throwOnError: false,
    },
  },
});
