package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.sim.flow.Fault;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/** Faults to have happen at this place of the run; the run is made again with them. */
final class FaultMenu extends MenuButton {

    /** Intervention required: the device wants an operator. */
    private static final byte[] INTERVENTION_REQUIRED = {0x40};

    FaultMenu(WalkthroughViewModel model) {
        super(text("walk.inject"));
        setId("inject");
        setTooltip(new Tooltip(text("tip.inject")));
        setMinWidth(USE_PREF_SIZE);
        for (Fault.Host fault : Fault.Host.values()) {
            getItems().add(item(model, text("fault." + fault), fault));
        }
        getItems().add(new SeparatorMenuItem());
        getItems().add(item(model, text("fault.unitCheck"), new Fault.UnitCheck(INTERVENTION_REQUIRED)));
        for (int cc = 1; cc <= 3; cc++) {
            getItems().add(item(model, text("fault.conditionCode", cc), new Fault.ConditionCode(cc)));
        }
        getItems().add(new SeparatorMenuItem());
        MenuItem none = new MenuItem(text("fault.none"));
        none.setOnAction(event -> model.takeFaultsBack());
        getItems().add(none);
        model.runProperty().subscribe(run -> setDisable(run.isEmpty()));
    }

    private static MenuItem item(WalkthroughViewModel model, String title, Fault.What what) {
        MenuItem item = new MenuItem(title);
        item.setOnAction(event -> model.inject(what));
        return item;
    }
}
