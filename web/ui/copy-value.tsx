import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { copyText } from '../lib/copy-text.ts'
import { words } from '../words/index.ts'
import { toast } from './toast.ts'

interface CopyValueProps {
  /** The name of the value for the button, for example "Email". */
  label: string
  value: string
  /** Default: the value itself. */
  children?: ReactNode
}

/** A value with a copy button. The button is visible on touch screens, on hover and on focus. */
export function CopyValue({ label, value, children }: CopyValueProps) {
  const copy = async (button: HTMLElement) => {
    if (await copyText(value, button)) toast.success(words.common.copied)
    else toast.error(words.common.copyRefused)
  }
  return (
    <span className="group/copy inline-flex max-w-full items-center gap-1 align-top print:gap-0">
      <bdi className="min-w-0 wrap-anywhere">{children ?? value}</bdi>
      <button
        type="button"
        aria-label={words.common.copyOf(label)}
        title={words.common.copyOf(label)}
        onClick={({ currentTarget }) => void copy(currentTarget)}
        className="-my-1 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted opacity-0 group-hover/copy:opacity-100 hover:bg-sunken hover:text-text focus-visible:opacity-100 pointer-coarse:opacity-100 print:hidden"
      >
        <Copy aria-hidden className="size-3.5" />
      </button>
    </span>
  )
}
