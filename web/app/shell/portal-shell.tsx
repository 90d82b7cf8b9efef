import { Outlet, useRouteContext } from '@tanstack/react-router'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { SkipLink } from './skip-link.tsx'
import { ThemeMenu } from './theme-menu.tsx'

export function PortalShell() {
  const { viewer } = useRouteContext({ from: '/customer-area' })
  return (
    <>
      <SkipLink />
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex h-13 max-w-3xl items-center justify-between px-3 sm:px-6">
          <Brand />
          <div className="flex">
            <ThemeMenu />
            <AccountMenu viewer={viewer} />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-3 py-6 outline-none sm:px-6">
        <Outlet />
      </main>
    </>
  )
}
