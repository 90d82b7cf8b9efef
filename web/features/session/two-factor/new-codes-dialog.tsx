import { useState } from 'react'
import { client } from '../../../lib/api.ts'
import { randomUuid } from '../../../lib/random.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { words } from '../../../words/index.ts'
import { PasswordStep } from './password-step.tsx'
import { ShownCodes } from './shown-codes.tsx'

const text = words.twoFactor

interface NewCodesDialogProps {
  onClose: () => void
  onDone: () => void
}

/** Replaces the recovery codes, and shows the new ones once. */
export function NewCodesDialog({ onClose, onDone }: NewCodesDialogProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Dialog open onClose={codes ? onDone : onClose} title={codes ? text.codesTitle : text.newCodesTitle}>
      {codes ? (
        <ShownCodes codes={codes} onDone={onDone} />
      ) : (
        <PasswordStep
          action={{ label: text.create, sending: text.creating }}
          send={async (body) => {
            const context = { idempotencyKey: randomUuid() }
            setCodes((await client.factors.replaceRecoveryCodes(body, { context })).recoveryCodes)
          }}
          onClose={onClose}
        >
          <p>{text.newCodesMeans}</p>
        </PasswordStep>
      )}
    </Dialog>
  )
}
