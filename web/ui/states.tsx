import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { explain, isSignedOut } from '../lib/problem.ts'
import { words } from '../words/index.ts'
import { Button, buttonClass } from './button.tsx'
import { Notice } from './notice.tsx'

interface EmptyStateProps {
  title: string
  children?: ReactNode
  /** A button or link that fills the list. */
  action?: ReactNode
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="px-4 py-12 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="mt-1 text-muted">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}

/** A failed load, with the reason and a retry button. */
export function LoadError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" className="p-3">
      <Notice tone="bad">
        <p>{explain(error)}</p>
        <p className="mt-2">
          {isSignedOut(error) ? (
            <Link
              to="/login"
              search={{ next: window.location.pathname + window.location.search }}
              className={buttonClass('secondary', 'sm')}
            >
              {words.common.signIn}
            </Link>
          ) : (
            <Button size="sm" onClick={onRetry}>
              {words.common.retry}
            </Button>
          )}
        </p>
      </Notice>
    </div>
  )
}

/** Reserves the space of the content. @param className the final height, if it differs from the rows */
export function SkeletonRows({ rows, className = '' }: { rows: number; className?: string }) {
  return (
    <div role="status" className={`divide-y divide-line overflow-hidden ${className}`}>
      <span className="sr-only">{words.common.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={row} className="flex h-13 items-center gap-4 px-4" aria-hidden>
          <span className="h-3 w-2/5 animate-pulse rounded bg-quiet-soft" />
          <span className="h-3 w-1/5 animate-pulse rounded bg-quiet-soft" />
        </div>
      ))}
    </div>
  )
}
