import { type LucideIcon, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from '../lib/tone.ts'
import { words } from '../words/index.ts'
import { classNames } from './class-names.ts'
import { iconClass } from './icon-class.ts'
import { toneClasses, toneIcons } from './status-badge.tsx'

interface NoticeProps {
  /** Replaces the icon of the tone. */
  icon?: LucideIcon
  tone: Tone
  children: ReactNode
  onDismiss?: () => void
  className?: string
}

/** A message that stays until it is dismissed. Put it inside a {@link LiveRegion} if it appears automatically. */
export function Notice({ tone, icon, children, onDismiss, className }: NoticeProps) {
  const Icon = icon ?? toneIcons[tone]
  return (
    <div className={classNames('flex gap-2.5 rounded-lg py-2.5 pr-2 pl-3', toneClasses[tone], className)}>
      <Icon
        aria-hidden
        className={classNames('mt-0.5 size-4 shrink-0', tone === 'busy' && !icon && 'animate-spin')}
      />
      <div className="min-w-0 flex-1 wrap-anywhere">{children}</div>
      {onDismiss && (
        <button
          type="button"
          aria-label={words.common.dismiss}
          onClick={onDismiss}
          className={classNames(iconClass, '-my-1.5 text-current')}
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  )
}

interface LiveRegionProps {
  id?: string
  children: ReactNode
  className?: string
}

/** Must be in the page before its content, or screen readers do not announce it. */
export function LiveRegion({ id, children, className }: LiveRegionProps) {
  return (
    <div id={id} role="status" aria-live="polite" className={classNames('empty:mb-0', className)}>
      {children}
    </div>
  )
}
