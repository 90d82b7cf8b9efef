import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { type UserEvent, userEvent } from '@testing-library/user-event'
import type { Viewer } from '#contracts/session/schemas.ts'
import { makeRouter } from '../app/router.tsx'
import { queryClient } from '../lib/query-client.ts'
import { Toaster } from '../ui/toaster.tsx'
import type { Answers } from './answers.ts'
import { answerApi, signedOut } from './fake-api.ts'
import { staff } from './samples.ts'

/**
 * Opens an address: the whole application with the real router and a fake API.
 * @param viewer the signed-in viewer, or null. Default: a staff user.
 */
export function openPage(address: string, answers: Answers = {}, viewer: Viewer | null = staff): UserEvent {
  window.history.pushState({}, '', address)
  return renderAgain(answers, viewer)
}

/** Opens the address at which the tab is, as a reload does. */
export function renderAgain(answers: Answers = {}, viewer: Viewer | null = staff): UserEvent {
  answerApi({
    ...answers,
    session: { viewer: viewer ? () => viewer : signedOut, ...answers.session },
  })
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={makeRouter()} />
      <Toaster />
    </QueryClientProvider>,
  )
  return userEvent.setup()
}
