import { ChevronDown, Copy, KeyRound, X } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { copyText } from '../../lib/copy-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { iconClass } from '../../ui/icon-class.ts'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { HandOverRow } from './hand-over-row.tsx'
import { sheetText } from './hand-over-text.ts'
import { LoseDialog } from './lose-dialog.tsx'
import { copyAllId, type HandOverEntry, handOver, isUncopied, useHandOver } from './store.ts'
import { useFollowEntries } from './use-follow-entries.ts'

const text = words.handOver

/** The results of this browser session, with their credentials until staff copy them. */
export function HandOverTray() {
  const { entries, open, question } = useHandOver()
  const uncopied = entries.filter(isUncopied).length
  useFollowEntries()
  useWarnBeforeLeaving(uncopied > 0)
  const summary = text.summary(entries.length, uncopied)
  const toggle = useRef<HTMLButtonElement>(null)
  const toggled = useRef(false)
  const onToggle = () => {
    toggled.current = true
    handOver.setOpen(!open)
  }
  // The pressed button is replaced by another one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the tray opens or closes
  useEffect(() => {
    if (toggled.current) toggle.current?.focus()
    toggled.current = false
  }, [open])
  return (
    <>
      {/* Space that keeps the end of the page visible above the tray. */}
      <div aria-hidden className={open ? 'h-[min(34rem,70dvh)]' : 'h-14'} />
      {open ? (
        <section
          aria-label={text.title}
          className="fixed right-2 bottom-2 left-2 z-20 flex max-h-[min(34rem,70dvh)] flex-col rounded-lg border border-line-strong bg-surface shadow-overlay sm:right-4 sm:bottom-4 sm:left-auto sm:w-104"
        >
          <TrayHeader
            entries={entries}
            summary={summary}
            uncopied={uncopied}
            toggle={toggle}
            onToggle={onToggle}
          />
          <TrayEntries entries={entries} />
        </section>
      ) : (
        <button
          ref={toggle}
          type="button"
          aria-label={`${text.open}: ${summary}`}
          aria-expanded={false}
          onClick={onToggle}
          className="fixed right-2 bottom-2 z-20 inline-flex h-10 items-center gap-2 rounded-full border border-line-strong bg-surface px-4 font-medium shadow-overlay hover:bg-sunken sm:right-4 sm:bottom-4"
        >
          <KeyRound aria-hidden className={classNames('size-4', uncopied > 0 ? 'text-warn' : 'text-good')} />
          {summary}
        </button>
      )}
      {question && <LoseDialog question={question} />}
    </>
  )
}

interface TrayHeaderProps {
  entries: readonly HandOverEntry[]
  summary: string
  uncopied: number
  /** The button that minimizes the tray. */
  toggle: RefObject<HTMLButtonElement | null>
  onToggle: () => void
}

function TrayHeader({ entries, summary, uncopied, toggle, onToggle }: TrayHeaderProps) {
  const keys = entries.map(({ key }) => key)
  const copyAll = async (button: HTMLElement) => {
    if (!(await copyText(sheetText(entries), button))) return toast.error(words.common.copyRefused)
    handOver.markCopied(keys)
    toast.success(text.allCopied(entries.length))
  }
  return (
    <header className="border-b border-line py-2 pr-2 pl-3.5">
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{text.title}</h2>
          <p className={classNames('text-sm', uncopied > 0 ? 'text-warn' : 'text-muted')}>{summary}</p>
        </div>
        <Button
          id={copyAllId}
          size="sm"
          variant={uncopied > 0 ? 'primary' : 'secondary'}
          onClick={({ currentTarget }) => void copyAll(currentTarget)}
        >
          <Copy aria-hidden className="size-3.5" />
          {text.copyAll}
        </Button>
        <button
          ref={toggle}
          type="button"
          aria-label={text.minimize}
          aria-expanded
          onClick={onToggle}
          className={iconClass}
        >
          <ChevronDown aria-hidden className="size-4" />
        </button>
        <button
          type="button"
          aria-label={text.close}
          onClick={() => void handOver.dismiss(keys)}
          className={classNames(iconClass, '-ml-1')}
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      {uncopied > 0 && <p className="mt-0.5 text-sm text-muted">{text.shownOnce}</p>}
    </header>
  )
}

function TrayEntries({ entries }: { entries: readonly HandOverEntry[] }) {
  const newest = entries[0]?.key
  // Applies to the newest entry at that time only. A new result is shown in full.
  const [choice, setChoice] = useState<{ newest: string | undefined; key: string | null }>()
  const expanded = choice && choice.newest === newest ? choice.key : newest
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <ul tabIndex={0} aria-label={text.title} className="min-h-0 divide-y divide-line overflow-y-auto">
      {entries.map((entry) => (
        <HandOverRow
          key={entry.key}
          entry={entry}
          expanded={entry.key === expanded}
          onToggle={() => setChoice({ newest, key: entry.key === expanded ? null : entry.key })}
        />
      ))}
    </ul>
  )
}

/** The browser asks before it leaves the page with uncopied credentials. */
function useWarnBeforeLeaving(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [wanted])
}
