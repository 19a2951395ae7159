package io.zmdev.app.topology;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.model.css.Subchannel;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/** The subchannels as a table. */
final class SubchannelTable extends TableView<Subchannel> {

    SubchannelTable(ChannelsViewModel model) {
        setId("subchannel-table");
        setAccessibleText(text("channels.table"));
        getColumns()
                .setAll(List.of(
                        column(
                                "channels.subchannel",
                                subchannel -> subchannel.id().toString()),
                        column("channels.device", ChannelsState::device),
                        column(
                                "channels.type",
                                subchannel -> subchannel.deviceType().orElse("")),
                        column("channels.driver", ChannelsState::driver),
                        column(
                                "channels.paths",
                                subchannel -> subchannel.chpids().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(" "))),
                        column(
                                "channels.guest",
                                subchannel ->
                                        model.state().owner(subchannel.id()).orElse(""))));
        model.stateProperty()
                .subscribe(state -> getItems().setAll(state.layout().rows()));
        getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (Objects.nonNull(row)) {
                model.select(row.id());
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.selectionProperty().get().ifPresent(model::assignToArmedGuest);
            }
        });
    }

    private static TableColumn<Subchannel, String> column(String key, Function<Subchannel, String> value) {
        TableColumn<Subchannel, String> column = new TableColumn<>(text(key));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
        return column;
    }
}
