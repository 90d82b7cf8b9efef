import { Notice } from './notice.tsx'

/** What concerns the form as a whole: announced at once. Stands where the submit button is, so that it is seen. */
export function FormError({ message }: { message: string | null }) {
  return (
    <div role="alert" className="empty:mb-0">
      {message && <Notice tone="bad">{message}</Notice>}
    </div>
  )
}
