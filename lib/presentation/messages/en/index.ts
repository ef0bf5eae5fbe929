export { agreement } from "./agreement";
export { common, segments, stamp } from "./common";
export { customer } from "./customer";
export { customers } from "./customers";
export { errors } from "./errors";
export { reasons } from "./reasons";
export { shell } from "./shell";
export { today } from "./today";
