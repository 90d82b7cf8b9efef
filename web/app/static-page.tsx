import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { prerender } from 'react-dom/static'
import type { Viewer } from '#contracts/session/schemas.ts'
import { queryClient } from '../lib/query-client.ts'
import { renderInTheme } from '../lib/theme.ts'
import type { Theme } from '../lib/theme-choice.ts'
import { viewerQuery } from '../shared/session/session.ts'
import { makeRouter } from './router.tsx'

/** Nobody's: the pages are the same for every visitor, so they must hold nothing of one of them. */
const viewerOf = (role: Viewer['role']): Viewer => ({
  userId: '',
  role,
  name: '',
  email: '',
  customerId: null,
})

/**
 * Returns the HTML of a page as it looks before its data is there, for the build to put into the page's file.
 * It renders the page's own components: the shell cannot differ from what React shows in its place.
 */
export async function renderStaticPage(path: string, role: Viewer['role'], theme: Theme): Promise<string> {
  renderInTheme(theme)
  queryClient.setQueryData(viewerQuery.queryKey, viewerOf(role))
  const router = makeRouter()
  router.update({
    ...router.options,
    history: createMemoryHistory({ initialEntries: [path] }),
    scrollRestoration: false,
  })
  await router.load()
  let failure: unknown
  const { prelude } = await prerender(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
    {
      // A boundary would show its fallback in place of the failed component, and the build would go on.
      onError: (error) => {
        failure ??= error
      },
    },
  )
  if (failure) throw failure
  return new Response(prelude).text()
}
