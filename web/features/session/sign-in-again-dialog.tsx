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

interface SignInAgainDialogProps {
  /** The email of the user whose session ended. No other user may send the typed values. */
  email: string
  onSignedIn: () => void
  onClose: () => void
}

type Values = Pick<SignIn, 'password'>

/** A dialog above the submitted form. After the sign-in the form is sent again. */
export function SignInAgainDialog({ email, onSignedIn, onClose }: SignInAgainDialogProps) {
  const form = useForm<Values, unknown, SignIn>({
    defaultValues: { password: '' },
    resolver: schemaResolver(signInSchema, (values) => ({ ...values, email })),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['password'],
    send: async (credentials) => {
      await signIn(credentials)
      onSignedIn()
    },
  })
  return (
    <Dialog
      open
      small
      onClose={onClose}
      title={words.session.signInAgain}
      description={words.session.signInAgainMeans}
    >
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
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" blocked={sending}>
            {sending ? words.session.signingIn : words.common.signIn}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
