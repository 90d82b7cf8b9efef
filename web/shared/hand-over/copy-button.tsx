import { Copy } from 'lucide-react'
import { copyText } from '../../lib/copy-text.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

interface CopyButtonProps {
  label: string
  /** Null: there is nothing to copy yet. */
  text: string | null
  copied: string
  onCopied?: () => void
}

export function CopyButton({ label, text, copied, onCopied }: CopyButtonProps) {
  const copy = async (button: HTMLElement) => {
    if (text === null) toast.info(words.common.nothingToCopy)
    else if (await copyText(text, button)) {
      toast.success(copied)
      onCopied?.()
    } else toast.error(words.common.copyRefused)
  }
  return (
    <Button size="sm" onClick={({ currentTarget }) => void copy(currentTarget)}>
      <Copy aria-hidden className="size-3.5" />
      {label}
    </Button>
  )
}
