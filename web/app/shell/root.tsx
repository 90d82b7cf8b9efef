import { Outlet } from '@tanstack/react-router'
import { FocusKeeper } from './focus-keeper.tsx'
import { PageAnnouncer } from './page-announcer.tsx'
import { SessionHost } from './session-host.tsx'

/** The root of every page, before and after sign-in. */
export function Root() {
  return (
    <>
      <Outlet />
      <PageAnnouncer />
      <FocusKeeper />
      <SessionHost />
    </>
  )
}
