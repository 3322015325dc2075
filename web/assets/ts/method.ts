// What the steps after writing need beside plain forms. Each works without it.
import "./method/votes";
import "./method/picker";
import "./method/scores";
import "./method/follow";
import "./method/themes";
import "./method/merge";
import "./method/timer";
import "./method/presenter";
import "./method/projector";
import "./method/limit";
import "./method/search";
import "./method/talk";
