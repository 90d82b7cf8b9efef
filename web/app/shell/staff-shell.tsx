import { Link, Outlet, useMatches, useRouteContext } from '@tanstack/react-router'
import { lazy } from 'react'
import type { Viewer } from '#contracts/session/schemas.ts'
import { HandOverHost } from '../../features/hand-over/hand-over-host.tsx'
import { CopyNotice } from '../../features/installation/copy-notice.tsx'
import { ViewerProvider } from '../../shared/session/may.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { Tip } from '../../ui/tip.tsx'
import { useCurrentInView } from '../../ui/use-current-in-view.ts'
import { words } from '../../words/index.ts'
import { KeyHost } from '../keys/key-host.tsx'
import { keysOf, usePlaces } from '../keys/places.ts'
import { neededFor } from '../needs.ts'
import { PaletteHost } from '../palette/palette-host.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { NeedsActionBadge } from './needs-action-badge.tsx'
import { SkipLink } from './skip-link.tsx'
import { ThemeMenu } from './theme-menu.tsx'

const NotAllowed = lazy(() => import('./not-allowed.tsx').then(({ NotAllowed }) => ({ default: NotAllowed })))

/** The brand links to Home, the Customers page to Imports, and the account menu to the others. */
const navigation: readonly string[] = ['/customers', '/invoices', '/products', '/server', '/operations']

/** Pages that the entry Invoices leads to. */
const besideInvoices = /^\/(?:subscriptions|payments|dunning|reports|simulation)\b/

export function StaffShell() {
  const { viewer } = useRouteContext({ from: '/staff' })
  return (
    <ViewerProvider viewer={viewer}>
      <Shell viewer={viewer} />
    </ViewerProvider>
  )
}

function Shell({ viewer }: { viewer: Viewer }) {
  const path = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '/' })
  const entries = useCurrentInView<HTMLElement>(path)
  const needed = neededFor(path)
  const isAllowed = needed === null || viewer.permissions.includes(needed)
  const inNavigation = usePlaces().filter(({ to }) => navigation.includes(to))
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-30 border-b border-line bg-surface">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-3 sm:h-13 sm:flex-nowrap sm:gap-x-6 sm:px-6">
          <Link to="/" className="shrink-0 rounded-md">
            <span className="hidden sm:block">
              <Brand />
            </span>
            <img src="/favicon.svg" alt={words.shell.home} width={24} height={24} className="sm:hidden" />
          </Link>
          <nav
            ref={entries}
            aria-label={words.shell.navigation}
            className="order-last -mx-1.5 flex min-w-0 basis-full gap-1 overflow-x-auto pb-1.5 sm:order-none sm:mx-0 sm:flex-1 sm:basis-auto sm:pb-0"
          >
            {inNavigation.map(({ to, label, Icon, key }) => (
              <Tip key={to} text={keysOf({ key })}>
                <Link
                  to={to}
                  {...(to === '/invoices' && besideInvoices.test(path) ? { 'data-status': 'active' } : {})}
                  className="inline-flex h-9 shrink-0 items-center gap-1.5 rounded-md px-2.5 font-medium text-muted outline-offset-[-2px] hover:bg-sunken hover:text-text data-[status=active]:bg-sunken data-[status=active]:text-text"
                >
                  <Icon aria-hidden className="size-4" />
                  {label}
                </Link>
              </Tip>
            ))}
          </nav>
          <div className="ml-auto flex h-12 shrink-0 items-center sm:ml-0">
            <KeyHost />
            <PaletteHost />
            <NeedsActionBadge />
            <ThemeMenu />
            <AccountMenu viewer={viewer} />
          </div>
        </div>
      </header>
      <CopyNotice />
      <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-3 py-5 outline-none sm:px-6 sm:py-7">
        {isAllowed ? (
          <Outlet />
        ) : (
          <LazyPart>
            <NotAllowed role={viewer.role} />
          </LazyPart>
        )}
      </main>
      <HandOverHost userId={viewer.userId} />
    </>
  )
}
