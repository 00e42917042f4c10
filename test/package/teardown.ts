import { removeTarball } from "./pack";

module.exports = removeTarball;
