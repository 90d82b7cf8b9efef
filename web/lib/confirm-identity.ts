import { sharedQuestion } from './shared-question.ts'

const question = sharedQuestion()

/** Registers the dialog in which users prove who they are. Returns a function that removes it. */
export const onConfirmIdentity = question.onAsk

/** Returns whether the user has proved who they are. Dangerous calls then work for 15 minutes. */
export const confirmIdentity = question.ask
