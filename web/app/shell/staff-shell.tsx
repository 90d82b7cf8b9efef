import { Link, Outlet, useRouteContext } from '@tanstack/react-router'
import { ListChecks, Server, Users } from 'lucide-react'
import { CopyNotice } from '../../features/installation/copy-notice.tsx'
import { words } from '../../words/index.ts'
import { PaletteHost } from '../palette/palette-host.tsx'
import { AccountMenu } from './account-menu.tsx'
import { AlertBadge } from './alert-badge.tsx'
import { Brand } from './brand.tsx'
import { SkipLink } from './skip-link.tsx'
import { ThemeMenu } from './theme-menu.tsx'

const places = [
  { to: '/customers', label: words.shell.customers, Icon: Users },
  { to: '/server', label: words.shell.server, Icon: Server },
  { to: '/operations', label: words.shell.operations, Icon: ListChecks },
] as const

export function StaffShell() {
  const { viewer } = useRouteContext({ from: '/staff' })
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-30 border-b border-line bg-surface">
        <div className="mx-auto flex h-13 max-w-6xl items-center gap-2 px-3 sm:gap-6 sm:px-6">
          <Link to="/" className="shrink-0 rounded-md">
            <span className="hidden sm:block">
              <Brand />
            </span>
            <img src="/favicon.svg" alt={words.shell.home} width={24} height={24} className="sm:hidden" />
          </Link>
          <nav
            aria-label={words.shell.navigation}
            className="flex min-w-0 flex-1 gap-0.5 overflow-x-auto sm:gap-1"
          >
            {places.map(({ to, label, Icon }) => (
              <Link
                key={to}
                to={to}
                className="inline-flex h-9 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-sm font-medium text-muted outline-offset-[-2px] hover:bg-sunken hover:text-text data-[status=active]:bg-sunken data-[status=active]:text-text sm:px-2.5 sm:text-base"
              >
                <Icon aria-hidden className="hidden size-4 sm:block" />
                {label}
              </Link>
            ))}
          </nav>
          <div className="flex shrink-0">
            <PaletteHost />
            <AlertBadge />
            <ThemeMenu />
            <AccountMenu viewer={viewer} />
          </div>
        </div>
      </header>
      <CopyNotice />
      <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-3 py-5 outline-none sm:px-6 sm:py-7">
        <Outlet />
      </main>
    </>
  )
}
