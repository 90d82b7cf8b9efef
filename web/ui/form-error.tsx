import { Notice } from './notice.tsx'

/** What concerns the form as a whole: announced at once. */
export function FormError({ message }: { message: string | null }) {
  return <div role="alert">{message && <Notice tone="bad">{message}</Notice>}</div>
}
