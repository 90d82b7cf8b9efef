import { Check, Pencil, Save, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { SavedView } from '#contracts/saved-views/schemas.ts'
import { explain } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { iconClass } from '../../ui/icon-class.ts'
import { Tip } from '../../ui/tip.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { RenameView } from './rename-view.tsx'
import { useViewActions } from './use-views.ts'
import type { ViewedList } from './viewed-list.ts'

const text = words.views

interface ViewRowProps {
  view: SavedView
  list: ViewedList
  onOpened: () => void
}

/** A view as a link, with its actions. Renaming and deleting replace the row until they are answered. */
export function ViewRow({ view, list, onOpened }: ViewRowProps) {
  const [asked, setAsked] = useState<'rename' | 'remove' | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const actions = useViewActions()
  const row = useRef<HTMLLIElement>(null)
  const returnsFocus = useRef(false)
  const isCurrent = view.query === list.query
  useEffect(() => {
    if (asked === null && returnsFocus.current) row.current?.querySelector('a')?.focus()
    returnsFocus.current = asked !== null
  }, [asked])

  const act = async (action: () => Promise<unknown>, done: string) => {
    setBusy(true)
    setFailure(null)
    try {
      await action()
      toast.success(done)
    } catch (error) {
      setFailure(explain(error))
    }
    setBusy(false)
  }

  return (
    <li ref={row} className="px-3 py-1.5">
      {asked === 'rename' && <RenameView view={view} onEnd={() => setAsked(null)} />}
      {asked === 'remove' && (
        <Ask
          question={<Sentence text={text.removeAsk} values={[view.name]} />}
          busy={busy}
          onKeep={() => setAsked(null)}
          onRemove={() => void act(() => actions.remove(view.id), text.removed(view.name))}
        />
      )}
      {asked === null && (
        <div className="flex items-center gap-1">
          <span className="min-w-0 flex-1">
            {list.link(view.query, {
              className: 'block rounded py-1 underline-offset-2 hover:underline',
              onClick: onOpened,
              children: (
                <>
                  <span className="flex items-center gap-1.5 font-medium wrap-anywhere">
                    {isCurrent && <Check aria-label={text.current} className="size-4 shrink-0" />}
                    <UserText>{view.name}</UserText>
                  </span>
                  <span className="block text-sm text-muted wrap-anywhere">
                    <UserText>{list.describe(view.query)}</UserText>
                  </span>
                </>
              ),
            })}
          </span>
          {!isCurrent && (
            <RowButton
              label={text.replace(view.name)}
              onClick={() =>
                void act(() => actions.change(view.id, { query: list.query }), text.replaced(view.name))
              }
            >
              <Save aria-hidden className="size-4" />
            </RowButton>
          )}
          <RowButton label={text.rename(view.name)} onClick={() => setAsked('rename')}>
            <Pencil aria-hidden className="size-4" />
          </RowButton>
          <RowButton label={text.remove(view.name)} onClick={() => setAsked('remove')}>
            <Trash2 aria-hidden className="size-4" />
          </RowButton>
        </div>
      )}
      <FormError message={failure} />
    </li>
  )
}

function RowButton({
  label,
  onClick,
  children,
}: {
  label: string
  onClick: () => void
  children: ReactNode
}) {
  return (
    <Tip text={label}>
      <button type="button" aria-label={label} onClick={onClick} className={iconClass}>
        {children}
      </button>
    </Tip>
  )
}

interface AskProps {
  question: ReactNode
  busy: boolean
  onKeep: () => void
  onRemove: () => void
}

function Ask({ question, busy, onKeep, onRemove }: AskProps) {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 py-1">
      <p className="min-w-40 flex-1 wrap-anywhere">{question}</p>
      <Button ref={keep} size="sm" onClick={onKeep}>
        {text.keep}
      </Button>
      <Button size="sm" variant="danger" blocked={busy} onClick={onRemove}>
        {text.removeIt}
      </Button>
    </div>
  )
}
