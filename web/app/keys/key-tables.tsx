import { Fragment } from 'react'
import { commandKeyName } from '../../lib/keyboard.ts'
import { words } from '../../words/index.ts'
import { usePlaces } from './places.ts'

const text = words.keys

interface Shortcut {
  label: string
  keys: readonly string[]
  /** Between the keys: pressed together by default. */
  between?: string
}

const groupsFor = (
  places: ReturnType<typeof usePlaces>,
): readonly { title: string; shortcuts: readonly Shortcut[] }[] => [
  {
    title: text.everywhere,
    shortcuts: [
      { label: text.palette, keys: [commandKeyName, 'K'] },
      { label: words.palette.addCustomer, keys: [words.palette.addCustomerKeys] },
      { label: text.sheet, keys: ['?'] },
    ],
  },
  {
    title: text.goTo,
    shortcuts: places.map(({ label, key }) => ({
      label,
      keys: [text.g, key.toUpperCase()],
      between: text.inSequence,
    })),
  },
  {
    title: text.list,
    shortcuts: [
      { label: text.search, keys: ['/'] },
      { label: text.next, keys: ['J', '↓'], between: text.or },
      { label: text.previous, keys: ['K', '↑'], between: text.or },
      { label: text.open, keys: [text.enter] },
      { label: text.select, keys: ['X'] },
    ],
  },
  {
    title: text.forms,
    shortcuts: [
      { label: text.submit, keys: [commandKeyName, text.enter] },
      { label: text.close, keys: [text.escape] },
    ],
  },
]

/** Every keyboard shortcut of the console, grouped by context. */
export function KeyTables() {
  return (
    <div className="space-y-5">
      {groupsFor(usePlaces()).map(({ title, shortcuts }) => (
        <section key={title}>
          <h3 className="mb-1 text-sm font-medium text-muted">{title}</h3>
          <dl className="divide-y divide-line">
            {shortcuts.map(({ label, keys, between }) => (
              <div key={label} className="flex items-center justify-between gap-4 py-1.5">
                <dt>{label}</dt>
                <dd className="flex shrink-0 items-center gap-1.5 text-sm text-muted">
                  {keys.map((key, index) => (
                    <Fragment key={key}>
                      {index > 0 && between}
                      <kbd className="min-w-6 rounded border border-line px-1.5 text-center text-text">
                        {key}
                      </kbd>
                    </Fragment>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
