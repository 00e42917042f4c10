/** Account, partition and Region of each provider configuration. */
export {
  type KeyPolicy,
  type Placed,
  type Placement,
  type Placements,
  asArnSays,
  placeResources,
} from "./account-and-region";
export { sourcedSettings } from "./provider-settings";
