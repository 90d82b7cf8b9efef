import type { Passkey } from '#contracts/factors/schemas.ts'
import { client } from '../../../lib/api.ts'
import { randomUuid } from '../../../lib/random.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { toast } from '../../../ui/toast.ts'
import { Sentence } from '../../../ui/user-text.tsx'
import { words } from '../../../words/index.ts'
import { PasswordStep } from '../two-factor/password-step.tsx'

const text = words.passkeys

interface RemovePasskeyDialogProps {
  passkey: Passkey
  onClose: () => void
  onDone: () => void
}

export function RemovePasskeyDialog({ passkey, onClose, onDone }: RemovePasskeyDialogProps) {
  return (
    <Dialog open onClose={onClose} title={<Sentence text={text.removeTitle} values={[passkey.name]} />}>
      <PasswordStep
        action={{ label: text.remove, sending: text.removing, variant: 'danger' }}
        send={async (body) => {
          const context = { idempotencyKey: randomUuid() }
          await client.factors.removePasskey({ ...body, id: passkey.id }, { context })
          toast.success(text.removed)
          onDone()
        }}
        onClose={onClose}
      >
        <p>{text.removeMeans}</p>
      </PasswordStep>
    </Dialog>
  )
}
