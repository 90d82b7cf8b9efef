import { copyText } from '../../lib/copy-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { sheetText } from './hand-over-text.ts'
import { handOver, useHandOver } from './store.ts'

const text = words.handOver

interface LoseDialogProps {
  question: { keys: readonly string[]; answer: (discard: boolean) => void }
}

/** Asks before uncopied credentials are lost. */
export function LoseDialog({ question: { keys, answer } }: LoseDialogProps) {
  const entries = useHandOver().entries.filter(({ key }) => keys.includes(key))
  const copy = async (button: HTMLElement) => {
    if (!(await copyText(sheetText(entries), button))) return toast.error(words.common.copyRefused)
    handOver.markCopied(keys)
    toast.success(text.allCopied(entries.length))
    answer(true)
  }
  return (
    <Dialog open onClose={() => answer(false)} title={text.loseTitle(keys.length)}>
      <DialogBody>
        <p>{text.loseMeans}</p>
        <ul className="list-disc space-y-0.5 pl-5">
          {entries.map(({ key, customer }) => (
            <li key={key} className="wrap-anywhere">
              <UserText>{customer.fullName}</UserText>{' '}
              <span className="text-muted">
                <UserText>{customer.email}</UserText>
              </span>
            </li>
          ))}
        </ul>
      </DialogBody>
      <DialogFooter>
        <Button variant="ghost" onClick={() => answer(false)}>
          {text.keep}
        </Button>
        <Button variant="danger" onClick={() => answer(true)}>
          {text.discard}
        </Button>
        <Button variant="primary" onClick={({ currentTarget }) => void copy(currentTarget)}>
          {text.copyAndContinue}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
