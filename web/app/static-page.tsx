import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { prerender } from 'react-dom/static'
import { rolePermissions } from '#contracts/roles.ts'
import type { Viewer } from '#contracts/session/schemas.ts'
import { queryClient } from '../lib/query-client.ts'
import { renderInTheme } from '../lib/theme.ts'
import type { Theme } from '../lib/theme-choice.ts'
import { viewerQuery } from '../shared/session/session.ts'
import { makeRouter } from './router.tsx'

/** No viewer: the pages are the same for every visitor and must contain no personal data. */
const viewerOf = (role: Viewer['role']): Viewer => ({
  userId: '',
  role,
  // Of the role that sees every control: a hidden control leaves a gap, a late one moves the page.
  permissions: [...rolePermissions[role]],
  name: '',
  email: '',
  customerId: null,
  twoFactor: false,
  needsFactor: false,
})

/**
 * Returns the HTML of a page before its data is loaded. The build writes it into the page's file.
 * It renders the page's own components, so the shell cannot differ from the page that React renders.
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
      // An error boundary would show its fallback, and the build would continue with it.
      onError: (error) => {
        failure ??= error
      },
    },
  )
  if (failure) throw failure
  return new Response(prelude).text()
}
