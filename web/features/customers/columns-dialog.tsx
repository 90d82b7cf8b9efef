import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { iconClass } from '../../ui/icon-class.ts'
import { words } from '../../words/index.ts'
import { type CustomerColumn, customerColumns, isUsual, usualColumns } from './columns.ts'

const text = words.views
const names = words.customers.columns

const withRest = (columns: readonly CustomerColumn[]) => [
  ...columns,
  ...customerColumns.filter((column) => !columns.includes(column)),
]

interface ColumnsDialogProps {
  columns: readonly CustomerColumn[]
  onChange: (columns: readonly CustomerColumn[]) => void
  onClose: () => void
}

/** Which columns the list has, and in which order. Each change shows in the list immediately. */
export function ColumnsDialog({ columns, onChange, onClose }: ColumnsDialogProps) {
  const [order, setOrder] = useState(() => withRest(columns))
  const [moved, setMoved] = useState<{ column: CustomerColumn; by: 1 | -1 } | null>(null)
  const list = useRef<HTMLUListElement>(null)
  // The row that moves loses the focus in the browser. At an end of the list, the other button gets it.
  useEffect(() => {
    if (!moved) return
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(
      `[data-column="${moved.column}"] button`,
    )
    const [up, down] = buttons ?? []
    const wanted = moved.by === -1 ? [up, down] : [down, up]
    wanted.find((button) => button && !button.disabled)?.focus()
  }, [moved])

  const show = (next: readonly CustomerColumn[], shown: readonly CustomerColumn[]) => {
    setOrder([...next])
    onChange(next.filter((column) => shown.includes(column)))
  }
  const toggle = (column: CustomerColumn) =>
    show(order, columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column])
  const move = (column: CustomerColumn, by: 1 | -1) => {
    const from = order.indexOf(column)
    const others = order.filter((one) => one !== column)
    show([...others.slice(0, from + by), column, ...others.slice(from + by)], columns)
    setMoved({ column, by })
  }

  return (
    <Dialog open small onClose={onClose} title={text.columnsTitle} description={text.columnsHelp}>
      <DialogBody>
        <p role="status" className="sr-only">
          {moved && text.movedTo(names[moved.column], order.indexOf(moved.column) + 1, order.length)}
        </p>
        <ul ref={list} className="divide-y divide-line">
          {order.map((column, index) => (
            <li key={column} data-column={column} className="flex items-center">
              <label className="flex min-h-10 flex-1 cursor-pointer items-center gap-2.5">
                <input
                  type="checkbox"
                  checked={columns.includes(column)}
                  onChange={() => toggle(column)}
                  className="size-4 accent-accent"
                />
                {names[column]}
              </label>
              <button
                type="button"
                aria-label={text.up(names[column])}
                disabled={index === 0}
                onClick={() => move(column, -1)}
                className={`${iconClass} disabled:invisible`}
              >
                <ArrowUp aria-hidden className="size-4" />
              </button>
              <button
                type="button"
                aria-label={text.down(names[column])}
                disabled={index === order.length - 1}
                onClick={() => move(column, 1)}
                className={`${iconClass} disabled:invisible`}
              >
                <ArrowDown aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      </DialogBody>
      <DialogFooter>
        {!isUsual(columns) && (
          <Button variant="ghost" onClick={() => show(withRest(usualColumns), usualColumns)}>
            {text.usual}
          </Button>
        )}
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
