import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

interface ResetFactorsDialogProps {
  /** Of the user whose second factors are removed. */
  name: string
  reset: () => Promise<unknown>
  onClose: () => void
}

/** Staff reset the second factors of a customer or of another staff user. */
export function ResetFactorsDialog({ name, reset, onClose }: ResetFactorsDialogProps) {
  return (
    <ConfirmDialog
      title={<Sentence text={words.twoFactor.resetTitle} values={[name]} />}
      confirm={words.twoFactor.reset}
      confirming={words.twoFactor.resetting}
      danger
      onConfirm={async () => {
        await reset()
        toast.success(words.twoFactor.resetDone(name))
      }}
      onClose={onClose}
    >
      <p>{words.twoFactor.resetMeans}</p>
    </ConfirmDialog>
  )
}
