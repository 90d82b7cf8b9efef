import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { type CodeOnly, codeOnly, type TotpSetup } from '#contracts/factors/schemas.ts'
import { client } from '../../../lib/api.ts'
import { randomUuid } from '../../../lib/random.ts'
import { schemaResolver } from '../../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../../lib/use-form-submit.ts'
import { CopyValue } from '../../../ui/copy-value.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { words } from '../../../words/index.ts'
import { PasswordStep } from './password-step.tsx'
import { QrCode } from './qr-code.tsx'
import { ShownCodes } from './shown-codes.tsx'
import { StepForm } from './step-form.tsx'
import { CodeField } from './use-second-step.tsx'

const text = words.twoFactor

interface SetupDialogProps {
  onClose: () => void
  /** The setup is finished, and the recovery codes were shown. */
  onDone: () => void
}

/** Sets up an authenticator app: password, QR code and code, recovery codes. */
export function SetupDialog({ onClose, onDone }: SetupDialogProps) {
  const [setup, setSetup] = useState<TotpSetup | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Dialog
      open
      onClose={codes ? onDone : onClose}
      title={codes ? text.codesTitle : text.setUpTitle}
      description={codes ? text.otherSessionsEnded : undefined}
    >
      {codes ? (
        <ShownCodes codes={codes} onDone={onDone} />
      ) : setup ? (
        <CodeStep setup={setup} onConfirmed={setCodes} onClose={onClose} />
      ) : (
        <PasswordStep
          action={{ label: text.next, sending: text.checking }}
          send={async (body) =>
            setSetup(await client.factors.startTotp(body, { context: { idempotencyKey: randomUuid() } }))
          }
          onClose={onClose}
        >
          <p>{text.help}</p>
        </PasswordStep>
      )}
    </Dialog>
  )
}

interface CodeStepProps {
  setup: TotpSetup
  onConfirmed: (codes: readonly string[]) => void
  onClose: () => void
}

function CodeStep({ setup, onConfirmed, onClose }: CodeStepProps) {
  const form = useForm<CodeOnly, unknown, CodeOnly>({
    defaultValues: { code: '' },
    resolver: schemaResolver(codeOnly, (values) => values),
  })
  const { setFocus } = form
  // The password field of the step before had the focus.
  useEffect(() => setFocus('code'), [setFocus])
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['code'],
    send: async (body) => {
      const context = { idempotencyKey: randomUuid() }
      onConfirmed((await client.factors.confirmTotp(body, { context })).recoveryCodes)
    },
  })
  return (
    <StepForm
      onSubmit={submit}
      failure={failure}
      sending={sending}
      action={{ label: text.turnOn, sending: text.turningOn }}
      onClose={onClose}
    >
      <p>{text.scan}</p>
      <div className="flex justify-center">
        <QrCode content={setup.uri} />
      </div>
      <dl>
        <dt className="text-sm text-muted">{text.key}</dt>
        <dd className="font-mono text-sm wrap-anywhere">
          <CopyValue label={text.key} value={setup.secret} />
        </dd>
      </dl>
      <CodeField registration={form.register('code')} error={form.formState.errors.code?.message} />
    </StepForm>
  )
}
