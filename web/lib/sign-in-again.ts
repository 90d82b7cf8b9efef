import { sharedQuestion } from './shared-question.ts'

const question = sharedQuestion()

/** Registers the dialog that asks the user to sign in again. Returns a function that removes it. */
export const onSessionEnd = question.onAsk

/** Returns whether the user has signed in again. */
export const signInAgain = question.ask
