import { type ReactNode, useEffect, useRef } from 'react'
import { arriveAt, usePageTitle } from '../lib/page-title.ts'
import { classNames } from './class-names.ts'
import { UserText } from './user-text.tsx'

interface PageTitleProps {
  title: string
  /** The open tab, for the document's title: "Anna Svoboda - Hosting". */
  section?: string | undefined
}

/** The h1 of a page. It sets the document title and gets the focus after a link to the page. */
export function PageHeading({ title, section, className }: PageTitleProps & { className?: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(title, section)
  // biome-ignore lint/correctness/useExhaustiveDependencies: on arrival, whichever tab is open
  useEffect(() => {
    if (heading.current) arriveAt(heading.current, section ? [title, section] : [title])
  }, [title])
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      className={classNames('min-w-0 text-xl font-semibold wrap-anywhere outline-none', className)}
    >
      <UserText>{title}</UserText>
    </h1>
  )
}

interface PageHeaderProps extends PageTitleProps {
  /** Shown beside the title. */
  status?: ReactNode
  /** Links and buttons. */
  children?: ReactNode
}

export function PageHeader({ title, section, status, children }: PageHeaderProps) {
  return (
    <header className="mb-4 flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      {/* On a phone, a long title leaves room for a menu on its first line. */}
      <div
        className={classNames(
          'flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1',
          Boolean(children) && 'max-sm:max-w-[calc(100%-3.75rem)]',
        )}
      >
        <PageHeading title={title} section={section} />
        {status}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  )
}

export function Panel({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <section className={classNames('rounded-lg border border-line bg-surface shadow-panel', className)}>
      {children}
    </section>
  )
}

export function PanelTitle({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-3 border-b border-line px-4 py-2.5">
      <h2 className="font-semibold">{children}</h2>
      {aside}
    </div>
  )
}

/** A list of names and values. */
export function Facts({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 px-4 py-3 sm:gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
      {items.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="mb-2.5 min-w-0 wrap-anywhere sm:mb-0">
            {typeof value === 'string' ? <UserText>{value}</UserText> : value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
