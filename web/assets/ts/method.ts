// What the steps after writing need beside plain forms. Each works without it.
import "./method/timer";
import "./method/presenter";
import "./method/projector";
