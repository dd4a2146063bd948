import { QueryClient } from '@tanstack/react-query';
import { RefusedAnswer } from './asking.ts';

/** Refusals are answers and are not asked again; only a silent server is. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 1 && error instanceof RefusedAnswer && error.refusal.code === 'server.unreachable',
      throwOnError: false,
    },
  },
});
