import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { type FocusEventHandler, type ReactNode, useRef } from 'react'
import { submitByKeys } from '../lib/submit-by-keys.ts'
import { words } from '../words/index.ts'
import { classNames } from './class-names.ts'
import { iconClass } from './icon-class.ts'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  wide?: boolean
  /** Wide enough for two columns. */
  double?: boolean
  /** Shown at the end of the title's line. */
  aside?: ReactNode
  /** For a single question. */
  small?: boolean
  /** The element that gets the focus after closing if none had it before, for example after a deep link. */
  returnFocusTo?: string
  /** The id of the element that gets the focus after closing in place of the opener. */
  nextFocus?: string | undefined
}

/** The opener of the dialog that closes now. A dialog that replaces it returns the focus to the same element. */
let latestOpener: Element | null = null

/**
 * A modal dialog: focuses its first field, traps the focus, closes on Escape and returns the focus to its opener. A
 * click outside does not close it, so that no input is lost.
 */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  wide = false,
  double = false,
  aside,
  small = false,
  returnFocusTo,
  nextFocus,
}: DialogProps) {
  const opener = useRef<Element | null>(null)
  const content = useRef<HTMLDivElement>(null)
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        {/* At the level of the content, so that a second dialog covers the first. */}
        <Primitive.Overlay className="fixed inset-0 z-50 bg-overlay" />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          ref={content}
          onKeyDown={submitByKeys}
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            const { activeElement } = document
            opener.current = activeElement === document.body ? latestOpener : activeElement
            latestOpener = opener.current
            const first = content.current?.querySelector<HTMLElement>(
              ':is(input, select, textarea):not([hidden])',
            )
            if (!first) return
            event.preventDefault()
            first.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            latestOpener = null
            const next = nextFocus ? document.getElementById(nextFocus) : null
            if (next) return next.focus()
            // A page opened by a link in this dialog already has the focus.
            if (document.activeElement !== document.body) return
            const had = opener.current
            const target = had && had !== document.body && had.isConnected ? had : null
            const fallback = returnFocusTo ? document.getElementById(returnFocusTo) : null
            if (target instanceof HTMLElement) target.focus()
            // The action of the dialog can remove its opener from the page.
            else (fallback ?? document.querySelector<HTMLElement>('main h1'))?.focus()
          }}
          className={classNames(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[calc(100dvh-1rem)] flex-col rounded-t-lg bg-surface shadow-overlay outline-none',
            'sm:inset-x-auto sm:top-[5vh] sm:bottom-auto sm:left-1/2 sm:max-h-[90vh] sm:w-[calc(100%-2rem)] sm:-translate-x-1/2 sm:rounded-lg',
            double
              ? 'sm:max-w-[58rem]'
              : wide
                ? 'sm:max-w-2xl'
                : small
                  ? 'sm:top-[12vh] sm:max-w-sm'
                  : 'sm:max-w-xl',
          )}
        >
          <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line py-2.5 pr-2.5 pl-5">
            <div className="min-w-0 flex-1 py-1.5">
              <Primitive.Title className="text-lg font-semibold wrap-anywhere">{title}</Primitive.Title>
              {description && (
                <Primitive.Description asChild>
                  <div className="mt-0.5 wrap-anywhere text-muted">{description}</div>
                </Primitive.Description>
              )}
            </div>
            {aside && <div className="max-sm:order-last max-sm:basis-full">{aside}</div>}
            <Primitive.Close aria-label={words.common.close} className={iconClass}>
              <X aria-hidden className="size-4" />
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** The part between title and buttons; the only one that scrolls. */
export function DialogBody({ children, onBlur }: { children: ReactNode; onBlur?: FocusEventHandler }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears of the fields inside it
    <div onBlur={onBlur} className="min-h-0 flex-1 space-y-4 overflow-y-auto px-5 py-4">
      {children}
    </div>
  )
}

interface DialogFooterProps {
  /** Shown above the buttons and always visible, for example why the form cannot be submitted. */
  above?: ReactNode
  /** The result of the buttons. */
  beneath?: ReactNode
  children: ReactNode
}

export function DialogFooter({ above, beneath, children }: DialogFooterProps) {
  return (
    <div className="space-y-3 border-t border-line px-5 py-3">
      {above}
      <div className="flex flex-wrap items-center justify-end gap-2">{children}</div>
      {beneath}
    </div>
  )
}
