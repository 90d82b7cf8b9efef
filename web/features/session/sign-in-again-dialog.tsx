import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type SignIn, signIn as signInSchema } from '#contracts/session/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { signIn } from '../../shared/session/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useSecondStep } from './two-factor/use-second-step.tsx'

interface SignInAgainDialogProps {
  /** The email of the user whose session ended. No other user may send the typed values. */
  email: string
  onSignedIn: () => void
  onClose: () => void
}

type Values = Pick<SignIn, 'password'>

/** A dialog above the submitted form. After the sign-in the form is sent again. */
export function SignInAgainDialog({ email, onSignedIn, onClose }: SignInAgainDialogProps) {
  const [codeNeeded, setCodeNeeded] = useState(false)
  return (
    <Dialog
      open
      small
      onClose={onClose}
      title={words.session.signInAgain}
      description={words.session.signInAgainMeans}
    >
      {codeNeeded ? (
        <CodeStep onSignedIn={onSignedIn} onClose={onClose} />
      ) : (
        <PasswordStep
          email={email}
          onSignedIn={onSignedIn}
          onCodeNeeded={() => setCodeNeeded(true)}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

function PasswordStep({
  email,
  onSignedIn,
  onCodeNeeded,
  onClose,
}: SignInAgainDialogProps & { onCodeNeeded: () => void }) {
  const form = useForm<Values, unknown, SignIn>({
    defaultValues: { password: '' },
    resolver: schemaResolver(signInSchema, (values) => ({ ...values, email })),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['password'],
    send: async (credentials) => {
      if ((await signIn(credentials)) === 'code-needed') onCodeNeeded()
      else onSignedIn()
    },
  })
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <p>
          <Sentence text={words.session.signInAgainAs} values={[email]} />
        </p>
        {/* For password managers. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={words.session.password}
          autoComplete="current-password"
          registration={form.register('password')}
          error={form.formState.errors.password?.message}
        />
      </DialogBody>
      <Buttons failure={failure} sending={sending} onClose={onClose} />
    </form>
  )
}

function CodeStep({ onSignedIn, onClose }: Omit<SignInAgainDialogProps, 'email'>) {
  const { submit, failure, sending, field } = useSecondStep(onSignedIn)
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>{field}</DialogBody>
      <Buttons failure={failure} sending={sending} onClose={onClose} />
    </form>
  )
}

function Buttons({
  failure,
  sending,
  onClose,
}: {
  failure: string | null
  sending: boolean
  onClose: () => void
}) {
  return (
    <DialogFooter above={<FormError message={failure} />}>
      <Button variant="ghost" onClick={onClose}>
        {words.common.cancel}
      </Button>
      <Button type="submit" variant="primary" blocked={sending}>
        {sending ? words.session.signingIn : words.common.signIn}
      </Button>
    </DialogFooter>
  )
}
