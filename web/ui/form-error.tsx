import { Notice } from './notice.tsx'

/** An error of the whole form, announced immediately. Shown near the submit button, so that it is visible. */
export function FormError({ message }: { message: string | null }) {
  return (
    <div role="alert" className="empty:mb-0">
      {message && <Notice tone="bad">{message}</Notice>}
    </div>
  )
}
