import {
  changeDunningPolicy,
  confirmBrake,
  forecastDunningSteps,
  getDunningOfCustomer,
  getDunningPolicy,
  getDunningState,
  holdDunningCase,
  listDunningCases,
} from '#server/domain/dunning/index.ts'
import { os, verb } from '../implement.ts'

export const dunning = {
  state: os.dunning.state.handler(verb(getDunningState)),
  cases: os.dunning.cases.handler(verb(listDunningCases)),
  forecast: os.dunning.forecast.handler(verb(forecastDunningSteps)),
  ofCustomer: os.dunning.ofCustomer.handler(verb(getDunningOfCustomer)),
  hold: os.dunning.hold.handler(verb(holdDunningCase)),
  confirmBrake: os.dunning.confirmBrake.handler(verb(confirmBrake)),
  policy: os.dunning.policy.handler(verb(getDunningPolicy)),
  changePolicy: os.dunning.changePolicy.handler(verb(changeDunningPolicy)),
}
