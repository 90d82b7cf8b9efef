import { Link } from '@tanstack/react-router'
import { ForgotPasswordForm } from '../../features/session/forgot-password-form.tsx'
import { words } from '../../words/index.ts'
import { Entrance } from '../shell/entrance.tsx'

export function ForgotPasswordPage() {
  return (
    <Entrance title={words.session.forgotTitle}>
      <ForgotPasswordForm />
      <p className="mt-4 text-sm">
        <Link to="/login" className="underline">
          {words.session.toSignIn}
        </Link>
      </p>
    </Entrance>
  )
}
